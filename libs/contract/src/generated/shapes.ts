// Generated from openapi.yaml by tools/generate. Do not edit.
import type { InputShape } from '../input-shape.ts';

/** Bodies by operationId. */
export const bodyShapes = {
  "createLink": {
    "fields": {
      "destination_url": {
        "kind": "text",
        "nonEmpty": true
      },
      "code": {
        "kind": "text"
      },
      "label": {
        "kind": "text",
        "cutBytes": 255
      },
      "expires_at": {
        "kind": "time"
      },
      "max_clicks": {
        "kind": "integer"
      },
      "password": {
        "kind": "text",
        "verbatim": true,
        "nonEmpty": true
      },
      "redirect_status": {
        "kind": "integer"
      },
      "forward_query": {
        "kind": "boolean"
      },
      "tags": {
        "kind": "texts"
      }
    },
    "checks": [
      {
        "field": "destination_url",
        "rules": [
          "required",
          "minLength"
        ],
        "message": "destination_url is required"
      },
      {
        "field": "destination_url",
        "message": "destination_url is not a valid URL"
      },
      {
        "field": "code",
        "message": "code must be 3 to 64 characters of A-Z, a-z, 0-9, - and _"
      },
      {
        "field": "label",
        "message": "label must be a string"
      },
      {
        "field": "expires_at",
        "message": "expires_at must be an ISO 8601 time with an offset or epoch milliseconds"
      },
      {
        "field": "max_clicks",
        "message": "max_clicks must be an integer from 1 to 1000000000"
      },
      {
        "field": "password",
        "message": "password must be 1 to 128 bytes"
      },
      {
        "field": "redirect_status",
        "message": "redirect_status must be 301, 302, 307 or 308"
      },
      {
        "field": "forward_query",
        "message": "forward_query must be a boolean"
      },
      {
        "field": "tags",
        "message": "tags must be a list of at most 20 strings of 1 to 50 bytes"
      }
    ]
  },
  "editLink": {
    "fields": {
      "code": {
        "kind": "text",
        "nonEmpty": true
      },
      "destination_url": {
        "kind": "text",
        "nonEmpty": true
      },
      "is_active": {
        "kind": "boolean"
      },
      "label": {
        "kind": "text",
        "cutBytes": 255
      },
      "expires_at": {
        "kind": "time"
      },
      "max_clicks": {
        "kind": "integer"
      },
      "password": {
        "kind": "text",
        "verbatim": true,
        "nonEmpty": true
      },
      "redirect_status": {
        "kind": "integer"
      },
      "forward_query": {
        "kind": "boolean"
      },
      "tags": {
        "kind": "texts"
      },
      "clear": {
        "kind": "texts"
      }
    },
    "checks": [
      {
        "field": "code",
        "message": "code is required"
      },
      {
        "rules": [
          "minProperties"
        ],
        "message": "Nothing to update. Provide destination_url, label, or is_active.",
        "after": "lookup"
      },
      {
        "field": "destination_url",
        "rules": [
          "minLength"
        ],
        "message": "destination_url cannot be empty",
        "after": "lookup"
      },
      {
        "field": "destination_url",
        "message": "destination_url is not a valid URL",
        "after": "lookup"
      },
      {
        "field": "is_active",
        "message": "is_active must be a boolean",
        "after": "lookup"
      },
      {
        "field": "label",
        "message": "label must be a string",
        "after": "lookup"
      },
      {
        "field": "expires_at",
        "message": "expires_at must be an ISO 8601 time with an offset or epoch milliseconds",
        "after": "lookup"
      },
      {
        "field": "max_clicks",
        "message": "max_clicks must be an integer from 1 to 1000000000",
        "after": "lookup"
      },
      {
        "field": "password",
        "message": "password must be 1 to 128 bytes",
        "after": "lookup"
      },
      {
        "field": "redirect_status",
        "message": "redirect_status must be 301, 302, 307 or 308",
        "after": "lookup"
      },
      {
        "field": "forward_query",
        "message": "forward_query must be a boolean",
        "after": "lookup"
      },
      {
        "field": "tags",
        "message": "tags must be a list of at most 20 strings of 1 to 50 bytes",
        "after": "lookup"
      },
      {
        "field": "clear",
        "message": "clear must be a list of expires_at, max_clicks and password",
        "after": "lookup"
      }
    ]
  },
  "deleteLink": {
    "fields": {
      "code": {
        "kind": "text",
        "nonEmpty": true
      }
    },
    "checks": [
      {
        "field": "code",
        "message": "code is required"
      }
    ]
  },
  "createWebhook": {
    "fields": {
      "url": {
        "kind": "text",
        "nonEmpty": true
      },
      "triggers": {
        "kind": "objects",
        "fields": {
          "type": {
            "kind": "text",
            "values": [
              "error_group.created",
              "error_group.reopened",
              "errors.threshold",
              "errors.spike",
              "traffic.spike",
              "traffic.drop",
              "link.milestone",
              "events.silence",
              "audit.matched",
              "dead_letters.added",
              "queue.lag",
              "webhook.disabled"
            ],
            "default": ""
          },
          "environments": {
            "kind": "texts"
          },
          "severities": {
            "kind": "texts"
          },
          "group_ids": {
            "kind": "integers"
          },
          "per": {
            "kind": "text",
            "values": [
              "group",
              "project"
            ]
          },
          "count": {
            "kind": "integer"
          },
          "window_minutes": {
            "kind": "integer"
          },
          "factor": {
            "kind": "integer"
          },
          "codes": {
            "kind": "texts"
          },
          "minutes": {
            "kind": "integer"
          },
          "actions": {
            "kind": "texts"
          },
          "seconds": {
            "kind": "integer"
          }
        }
      },
      "description": {
        "kind": "text",
        "cutBytes": 255
      },
      "format": {
        "kind": "text",
        "values": [
          "json",
          "slack",
          "discord",
          "template"
        ],
        "default": "json"
      },
      "template": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "url",
        "rules": [
          "required",
          "minLength"
        ],
        "message": "url is required"
      },
      {
        "field": "url",
        "message": "url must be a text of 1 to 2048 characters"
      },
      {
        "field": "triggers",
        "message": "triggers must be a list of 1 to 20 triggers such as {\"type\":\"error_group.created\"}"
      },
      {
        "field": "description",
        "message": "description must be a string"
      },
      {
        "field": "format",
        "message": "format must be json, slack, discord or template"
      },
      {
        "field": "template",
        "message": "template must be a text of at most 10000 characters"
      }
    ]
  },
  "editWebhook": {
    "fields": {
      "id": {
        "kind": "integer"
      },
      "url": {
        "kind": "text",
        "nonEmpty": true
      },
      "triggers": {
        "kind": "objects",
        "fields": {
          "type": {
            "kind": "text",
            "values": [
              "error_group.created",
              "error_group.reopened",
              "errors.threshold",
              "errors.spike",
              "traffic.spike",
              "traffic.drop",
              "link.milestone",
              "events.silence",
              "audit.matched",
              "dead_letters.added",
              "queue.lag",
              "webhook.disabled"
            ],
            "default": ""
          },
          "environments": {
            "kind": "texts"
          },
          "severities": {
            "kind": "texts"
          },
          "group_ids": {
            "kind": "integers"
          },
          "per": {
            "kind": "text",
            "values": [
              "group",
              "project"
            ]
          },
          "count": {
            "kind": "integer"
          },
          "window_minutes": {
            "kind": "integer"
          },
          "factor": {
            "kind": "integer"
          },
          "codes": {
            "kind": "texts"
          },
          "minutes": {
            "kind": "integer"
          },
          "actions": {
            "kind": "texts"
          },
          "seconds": {
            "kind": "integer"
          }
        }
      },
      "description": {
        "kind": "text",
        "cutBytes": 255
      },
      "format": {
        "kind": "text",
        "values": [
          "json",
          "slack",
          "discord",
          "template"
        ]
      },
      "template": {
        "kind": "text"
      },
      "is_enabled": {
        "kind": "boolean"
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      },
      {
        "rules": [
          "minProperties"
        ],
        "message": "Nothing to update",
        "after": "lookup"
      },
      {
        "field": "url",
        "message": "url must be a text of 1 to 2048 characters",
        "after": "lookup"
      },
      {
        "field": "triggers",
        "message": "triggers must be a list of 1 to 20 triggers such as {\"type\":\"error_group.created\"}",
        "after": "lookup"
      },
      {
        "field": "description",
        "message": "description must be a string",
        "after": "lookup"
      },
      {
        "field": "format",
        "message": "format must be json, slack, discord or template",
        "after": "lookup"
      },
      {
        "field": "template",
        "message": "template must be a text of at most 10000 characters",
        "after": "lookup"
      },
      {
        "field": "is_enabled",
        "message": "is_enabled must be a boolean",
        "after": "lookup"
      }
    ]
  },
  "deleteWebhook": {
    "fields": {
      "id": {
        "kind": "integer"
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      }
    ]
  },
  "rotateWebhookSecret": {
    "fields": {
      "id": {
        "kind": "integer"
      },
      "overlap_hours": {
        "kind": "integer",
        "default": 24
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      },
      {
        "field": "overlap_hours",
        "message": "overlap_hours must be an integer from 0 to 168",
        "after": "lookup"
      }
    ]
  },
  "pingWebhook": {
    "fields": {
      "id": {
        "kind": "integer"
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      }
    ]
  },
  "evaluateWebhook": {
    "fields": {
      "triggers": {
        "kind": "objects",
        "fields": {
          "type": {
            "kind": "text",
            "values": [
              "error_group.created",
              "error_group.reopened",
              "errors.threshold",
              "errors.spike",
              "traffic.spike",
              "traffic.drop",
              "link.milestone",
              "events.silence",
              "audit.matched",
              "dead_letters.added",
              "queue.lag",
              "webhook.disabled"
            ],
            "default": ""
          },
          "environments": {
            "kind": "texts"
          },
          "severities": {
            "kind": "texts"
          },
          "group_ids": {
            "kind": "integers"
          },
          "per": {
            "kind": "text",
            "values": [
              "group",
              "project"
            ]
          },
          "count": {
            "kind": "integer"
          },
          "window_minutes": {
            "kind": "integer"
          },
          "factor": {
            "kind": "integer"
          },
          "codes": {
            "kind": "texts"
          },
          "minutes": {
            "kind": "integer"
          },
          "actions": {
            "kind": "texts"
          },
          "seconds": {
            "kind": "integer"
          }
        }
      }
    },
    "checks": [
      {
        "field": "triggers",
        "message": "triggers must be a list of 1 to 20 triggers such as {\"type\":\"error_group.created\"}"
      }
    ]
  },
  "replayWebhookDeliveries": {
    "fields": {
      "id": {
        "kind": "integer"
      },
      "delivery_id": {
        "kind": "integer"
      },
      "from": {
        "kind": "time"
      },
      "to": {
        "kind": "time"
      },
      "status": {
        "kind": "text",
        "values": [
          "delivered",
          "failed"
        ]
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      },
      {
        "field": "delivery_id",
        "message": "delivery_id must be a positive integer",
        "after": "lookup"
      },
      {
        "field": "from",
        "message": "from must be an ISO 8601 time with an offset or epoch milliseconds",
        "after": "lookup"
      },
      {
        "field": "to",
        "message": "to must be an ISO 8601 time with an offset or epoch milliseconds",
        "after": "lookup"
      },
      {
        "field": "status",
        "message": "status must be delivered or failed",
        "after": "lookup"
      }
    ]
  },
  "createRealtimeToken": {
    "fields": {
      "channels": {
        "kind": "texts"
      },
      "expires_in": {
        "kind": "integer",
        "default": 3600
      },
      "origin": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "channels",
        "message": "channels must be a list of channels such as pageviews"
      },
      {
        "field": "expires_in",
        "message": "expires_in must be an integer from 1 to 86400"
      },
      {
        "field": "origin",
        "message": "origin must be an origin such as https://dashboard.example.com"
      }
    ]
  },
  "createProject": {
    "fields": {
      "name": {
        "kind": "text",
        "nonEmpty": true
      },
      "allowed_domains": {
        "kind": "texts"
      },
      "timezone": {
        "kind": "text",
        "default": "UTC"
      },
      "cookieless": {
        "kind": "boolean",
        "default": false
      },
      "respect_dnt": {
        "kind": "boolean",
        "default": false
      },
      "merge_fingerprints": {
        "kind": "boolean",
        "default": false
      },
      "scrub_keys": {
        "kind": "texts",
        "default": []
      },
      "safe_keys": {
        "kind": "texts",
        "default": []
      },
      "audit_secret_only": {
        "kind": "boolean",
        "default": false
      },
      "retention": {
        "kind": "members",
        "fields": {
          "pageviews_days": {
            "kind": "integer",
            "nullable": true
          },
          "errors_days": {
            "kind": "integer",
            "nullable": true
          },
          "clicks_days": {
            "kind": "integer",
            "nullable": true
          },
          "audit_days": {
            "kind": "integer",
            "nullable": true
          },
          "keep_counts": {
            "kind": "boolean"
          }
        }
      }
    },
    "checks": [
      {
        "field": "name",
        "rules": [
          "required",
          "type",
          "minLength"
        ],
        "message": "name is required"
      },
      {
        "field": "allowed_domains",
        "rules": [
          "required",
          "type",
          "minItems"
        ],
        "message": "allowed_domains must be a non-empty array"
      },
      {
        "field": "name",
        "rules": [
          "x-max-bytes"
        ],
        "message": "name must be 100 characters or less"
      },
      {
        "field": "allowed_domains",
        "rules": [
          "maxItems"
        ],
        "message": "Maximum 20 allowed domains per project"
      },
      {
        "field": "allowed_domains",
        "rules": [
          "items"
        ],
        "message": "allowed_domains must contain host names only"
      },
      {
        "field": "timezone",
        "rules": [
          "type"
        ],
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "cookieless",
        "rules": [
          "type"
        ],
        "message": "cookieless must be a boolean"
      },
      {
        "field": "respect_dnt",
        "rules": [
          "type"
        ],
        "message": "respect_dnt must be a boolean"
      },
      {
        "field": "merge_fingerprints",
        "rules": [
          "type"
        ],
        "message": "merge_fingerprints must be a boolean"
      },
      {
        "field": "scrub_keys",
        "message": "scrub_keys must be an array of at most 50 names of 1 to 64 bytes"
      },
      {
        "field": "safe_keys",
        "message": "safe_keys must be an array of at most 50 names of 1 to 64 bytes"
      },
      {
        "field": "audit_secret_only",
        "rules": [
          "type"
        ],
        "message": "audit_secret_only must be a boolean"
      },
      {
        "field": "retention",
        "message": "retention must be an object of days (1 to 36500, or null to keep for ever) and keep_counts (a boolean)"
      }
    ]
  },
  "editProject": {
    "fields": {
      "id": {
        "kind": "integer"
      },
      "name": {
        "kind": "text",
        "nonEmpty": true
      },
      "allowed_domains": {
        "kind": "texts"
      },
      "timezone": {
        "kind": "text"
      },
      "cookieless": {
        "kind": "boolean"
      },
      "respect_dnt": {
        "kind": "boolean"
      },
      "merge_fingerprints": {
        "kind": "boolean"
      },
      "scrub_keys": {
        "kind": "texts"
      },
      "safe_keys": {
        "kind": "texts"
      },
      "audit_secret_only": {
        "kind": "boolean"
      },
      "retention": {
        "kind": "members",
        "fields": {
          "pageviews_days": {
            "kind": "integer",
            "nullable": true
          },
          "errors_days": {
            "kind": "integer",
            "nullable": true
          },
          "clicks_days": {
            "kind": "integer",
            "nullable": true
          },
          "audit_days": {
            "kind": "integer",
            "nullable": true
          },
          "keep_counts": {
            "kind": "boolean"
          }
        }
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      },
      {
        "rules": [
          "minProperties"
        ],
        "message": "Nothing to update. Provide name or allowed_domains.",
        "after": "lookup"
      },
      {
        "field": "name",
        "rules": [
          "type",
          "minLength"
        ],
        "message": "name cannot be empty",
        "after": "lookup"
      },
      {
        "field": "name",
        "rules": [
          "x-max-bytes"
        ],
        "message": "name must be 100 characters or less",
        "after": "lookup"
      },
      {
        "field": "allowed_domains",
        "rules": [
          "type",
          "minItems"
        ],
        "message": "allowed_domains must be a non-empty array",
        "after": "lookup"
      },
      {
        "field": "allowed_domains",
        "rules": [
          "maxItems"
        ],
        "message": "Maximum 20 allowed domains per project",
        "after": "lookup"
      },
      {
        "field": "allowed_domains",
        "rules": [
          "items"
        ],
        "message": "allowed_domains must contain host names only",
        "after": "lookup"
      },
      {
        "field": "timezone",
        "rules": [
          "type"
        ],
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo",
        "after": "lookup"
      },
      {
        "field": "cookieless",
        "rules": [
          "type"
        ],
        "message": "cookieless must be a boolean",
        "after": "lookup"
      },
      {
        "field": "respect_dnt",
        "rules": [
          "type"
        ],
        "message": "respect_dnt must be a boolean",
        "after": "lookup"
      },
      {
        "field": "merge_fingerprints",
        "rules": [
          "type"
        ],
        "message": "merge_fingerprints must be a boolean",
        "after": "lookup"
      },
      {
        "field": "scrub_keys",
        "message": "scrub_keys must be an array of at most 50 names of 1 to 64 bytes",
        "after": "lookup"
      },
      {
        "field": "safe_keys",
        "message": "safe_keys must be an array of at most 50 names of 1 to 64 bytes",
        "after": "lookup"
      },
      {
        "field": "audit_secret_only",
        "rules": [
          "type"
        ],
        "message": "audit_secret_only must be a boolean",
        "after": "lookup"
      },
      {
        "field": "retention",
        "message": "retention must be an object of days (1 to 36500, or null to keep for ever) and keep_counts (a boolean)",
        "after": "lookup"
      }
    ]
  },
  "toggleProject": {
    "fields": {
      "id": {
        "kind": "integer"
      },
      "is_active": {
        "kind": "boolean"
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      },
      {
        "field": "is_active",
        "message": "is_active must be a boolean",
        "after": "lookup"
      }
    ]
  },
  "regenerateProjectKeys": {
    "fields": {
      "id": {
        "kind": "integer"
      },
      "rotate_secret": {
        "kind": "boolean",
        "default": true
      },
      "rotate_public": {
        "kind": "boolean",
        "default": true
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      },
      {
        "field": "rotate_secret",
        "message": "rotate_secret must be a boolean"
      },
      {
        "field": "rotate_public",
        "message": "rotate_public must be a boolean"
      },
      {
        "rules": [
          "not"
        ],
        "message": "Nothing to rotate. Set rotate_secret and/or rotate_public to true."
      }
    ]
  },
  "deleteProject": {
    "fields": {
      "id": {
        "kind": "integer"
      },
      "confirm": {
        "kind": "text",
        "default": ""
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      },
      {
        "field": "confirm",
        "message": "confirm must be the project's exact name",
        "after": "lookup"
      }
    ]
  },
  "verifyKey": {
    "fields": {
      "key": {
        "kind": "text",
        "nonEmpty": true
      }
    },
    "checks": [
      {
        "field": "key",
        "message": "key is required"
      }
    ]
  },
  "replayDeadLetters": {
    "fields": {
      "id": {
        "kind": "integer"
      },
      "all": {
        "kind": "boolean"
      },
      "project_id": {
        "kind": "integer"
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id must be the number of a dead letter"
      },
      {
        "field": "project_id",
        "message": "project_id must be the id of a project"
      },
      {
        "field": "all",
        "message": "Give either id or all, which must be true"
      },
      {
        "rules": [
          "not"
        ],
        "message": "Give either id or all, which must be true"
      }
    ]
  },
  "dropDeadLetters": {
    "fields": {
      "id": {
        "kind": "integer"
      },
      "all": {
        "kind": "boolean"
      },
      "project_id": {
        "kind": "integer"
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id must be the number of a dead letter"
      },
      {
        "field": "project_id",
        "message": "project_id must be the id of a project"
      },
      {
        "field": "all",
        "message": "Give either id or all, which must be true"
      },
      {
        "rules": [
          "not"
        ],
        "message": "Give either id or all, which must be true"
      }
    ]
  }
} as const satisfies Record<string, InputShape>;

/** Queries by operationId. */
export const queryShapes = {
  "getVisitors": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "interval": {
        "kind": "text",
        "values": [
          "hour",
          "day",
          "week",
          "month"
        ],
        "default": "day"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "fill": {
        "kind": "flag",
        "default": false
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "interval",
        "message": "interval must be hour, day, week or month"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "fill",
        "message": "fill must be true or false"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getReturningVisitors": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "interval": {
        "kind": "text",
        "values": [
          "hour",
          "day",
          "week",
          "month"
        ],
        "default": "day"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "fill": {
        "kind": "flag",
        "default": false
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "interval",
        "message": "interval must be hour, day, week or month"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "fill",
        "message": "fill must be true or false"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getSessions": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "interval": {
        "kind": "text",
        "values": [
          "hour",
          "day",
          "week",
          "month"
        ],
        "default": "day"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "fill": {
        "kind": "flag",
        "default": false
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "interval",
        "message": "interval must be hour, day, week or month"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "fill",
        "message": "fill must be true or false"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getPages": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "by": {
        "kind": "text",
        "values": [
          "url",
          "path"
        ],
        "default": "url"
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          100
        ],
        "default": 20
      },
      "cursor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "by",
        "message": "by must be url or path"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 100"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getEntryPages": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          100
        ],
        "default": 20
      },
      "cursor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 100"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getExitPages": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          100
        ],
        "default": 20
      },
      "cursor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 100"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getDevices": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          1000
        ]
      },
      "cursor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 1000"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getLocations": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          1000
        ]
      },
      "cursor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 1000"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getReferrers": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          1000
        ]
      },
      "cursor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 1000"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getChannels": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          100
        ],
        "default": 20
      },
      "cursor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 100"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getUtm": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "timezone": {
        "kind": "text"
      },
      "filters": {
        "kind": "filters"
      },
      "compare": {
        "kind": "text",
        "values": [
          "previous",
          "year"
        ]
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          1000
        ]
      },
      "cursor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "timezone",
        "message": "timezone must be the IANA name of a time zone such as Europe/Oslo"
      },
      {
        "field": "filters",
        "message": "filters must be a text"
      },
      {
        "field": "compare",
        "message": "compare must be previous or year"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 1000"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getErrors": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          100
        ],
        "default": 50
      },
      "cursor": {
        "kind": "text"
      },
      "status": {
        "kind": "choice",
        "values": [
          "open",
          "investigating",
          "resolved",
          "ignored"
        ]
      },
      "severity": {
        "kind": "choice",
        "values": [
          "info",
          "warning",
          "error",
          "critical"
        ]
      },
      "environment": {
        "kind": "choice",
        "values": [
          "production",
          "staging",
          "development",
          "unknown"
        ]
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 100"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getErrorTrend": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "group_id": {
        "kind": "integer"
      },
      "fill": {
        "kind": "flag",
        "default": false
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "group_id",
        "message": "group_id must be a positive integer"
      },
      {
        "field": "fill",
        "message": "fill must be true or false"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getErrorDetail": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "id": {
        "kind": "integer",
        "required": true
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          100
        ],
        "default": 100
      },
      "cursor": {
        "kind": "text"
      },
      "explain": {
        "kind": "flag",
        "default": false
      },
      "fill": {
        "kind": "flag",
        "default": false
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "id",
        "message": "id is required"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 100"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "explain",
        "message": "explain must be true or false"
      },
      {
        "field": "fill",
        "message": "fill must be true or false"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getAudits": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          200
        ],
        "default": 50
      },
      "cursor": {
        "kind": "text"
      },
      "action": {
        "kind": "text"
      },
      "actor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 200"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "action",
        "message": "action must be a string"
      },
      {
        "field": "actor",
        "message": "actor must be a string"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getLinkAnalytics": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          1000
        ],
        "default": 1000
      },
      "cursor": {
        "kind": "text"
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 1000"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "getLinkDetail": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      },
      "code": {
        "kind": "text",
        "nonEmpty": true,
        "required": true
      },
      "fill": {
        "kind": "flag",
        "default": false
      },
      "table": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "code",
        "message": "code is required"
      },
      {
        "field": "fill",
        "message": "fill must be true or false"
      },
      {
        "field": "table",
        "message": "table must name a list of the answer"
      }
    ]
  },
  "listLinks": {
    "fields": {
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          10000
        ],
        "default": 10000
      },
      "cursor": {
        "kind": "text"
      },
      "tag": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 10000"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "tag",
        "message": "tag must be a string"
      }
    ]
  },
  "getLink": {
    "fields": {
      "code": {
        "kind": "text",
        "nonEmpty": true,
        "required": true
      }
    },
    "checks": [
      {
        "field": "code",
        "message": "code query parameter is required"
      }
    ]
  },
  "getLinkQr": {
    "fields": {
      "code": {
        "kind": "text",
        "nonEmpty": true,
        "required": true
      },
      "format": {
        "kind": "text",
        "values": [
          "svg",
          "png"
        ],
        "default": "svg"
      },
      "size": {
        "kind": "integer",
        "default": 300
      }
    },
    "checks": [
      {
        "field": "code",
        "message": "code query parameter is required"
      },
      {
        "field": "format",
        "message": "format must be svg or png"
      },
      {
        "field": "size",
        "message": "size must be an integer from 100 to 2000"
      }
    ]
  },
  "followLink": {
    "fields": {
      "c": {
        "kind": "text",
        "nonEmpty": true,
        "required": true
      }
    },
    "checks": [
      {
        "field": "c",
        "message": "Missing link code"
      }
    ]
  },
  "probeLink": {
    "fields": {
      "c": {
        "kind": "text",
        "nonEmpty": true,
        "required": true
      }
    },
    "checks": [
      {
        "field": "c",
        "message": "Missing link code"
      }
    ]
  },
  "getWebhook": {
    "fields": {
      "id": {
        "kind": "integer",
        "required": true
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      }
    ]
  },
  "listWebhookDeliveries": {
    "fields": {
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          1000
        ],
        "default": 100
      },
      "cursor": {
        "kind": "text"
      },
      "webhook_id": {
        "kind": "integer"
      },
      "status": {
        "kind": "choice",
        "values": [
          "pending",
          "delivered",
          "failed"
        ]
      }
    },
    "checks": [
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 1000"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      },
      {
        "field": "webhook_id",
        "message": "webhook_id must be a positive integer"
      }
    ]
  },
  "exportPageviews": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      }
    ]
  },
  "exportErrors": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      }
    ]
  },
  "exportClicks": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      }
    ]
  },
  "exportAudits": {
    "fields": {
      "range": {
        "kind": "text",
        "default": "30d"
      },
      "from": {
        "kind": "text"
      },
      "to": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "range",
        "message": "Invalid range. Use a number of days such as 7d, or custom with from and to"
      },
      {
        "field": "from",
        "message": "Invalid date format. Use YYYY-MM-DD"
      },
      {
        "field": "to",
        "message": "Invalid date format. Use YYYY-MM-DD"
      }
    ]
  },
  "listProjects": {
    "fields": {
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          1000
        ]
      },
      "cursor": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 1000"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      }
    ]
  },
  "listDeadLetters": {
    "fields": {
      "project_id": {
        "kind": "integer"
      },
      "limit": {
        "kind": "integer",
        "clamp": [
          1,
          1000
        ],
        "default": 100
      },
      "cursor": {
        "kind": "text"
      }
    },
    "checks": [
      {
        "field": "project_id",
        "message": "project_id must be the id of a project"
      },
      {
        "field": "limit",
        "message": "limit must be a number from 1 to 1000"
      },
      {
        "field": "cursor",
        "message": "cursor is not valid"
      }
    ]
  },
  "getDeadLetter": {
    "fields": {
      "id": {
        "kind": "integer",
        "required": true
      }
    },
    "checks": [
      {
        "field": "id",
        "message": "id is required"
      }
    ]
  }
} as const satisfies Record<string, InputShape>;

/** Bytes of UTF-8 at which a text field is cut, by schema and field. */
export const textLimits = {
  "TrackPageviewBody": {
    "url": 2048,
    "visitor_id": 256,
    "session_token": 256,
    "page_title": 512,
    "referrer": 2048,
    "fingerprint": 256,
    "screen_resolution": 20,
    "timezone": 100
  },
  "TrackErrorBody": {
    "message": 1024,
    "error_type": 100,
    "file": 512,
    "stack": 65535,
    "url": 2048,
    "release": 200,
    "fingerprint": 255,
    "visitor_id": 256,
    "session_token": 256
  },
  "TrackAuditBody": {
    "action": 100,
    "actor": 255
  },
  "UpdateErrorStatusBody": {
    "note": 255
  },
  "BatchClient": {
    "client_ip": 45,
    "user_agent": 1024,
    "accept_language": 255
  },
  "CreateWebhookBody": {
    "description": 255
  },
  "EditWebhookBody": {
    "description": 255
  },
  "CreateLinkBody": {
    "label": 255
  },
  "EditLinkBody": {
    "label": 255
  }
} as const satisfies Record<string, Record<string, number>>;
