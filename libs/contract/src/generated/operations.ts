// Generated from openapi.yaml by tools/generate. Do not edit.
import type { OperationInfo } from '../operation-info.ts';

/** Every operation of openapi.yaml by its operationId. */
export const operationTable = {
  "trackPageview": {
    "method": "POST",
    "path": "/api/track/pageview",
    "tag": "Tracking",
    "security": [
      "publicKey",
      "publicKeyQuery"
    ],
    "successStatus": 202,
    "statuses": [
      202,
      204,
      400,
      401,
      403,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "project_ip": {
        "points": 600,
        "seconds": 60
      }
    }
  },
  "trackBatch": {
    "method": "POST",
    "path": "/api/track/batch",
    "tag": "Tracking",
    "security": [
      "publicKey",
      "publicKeyQuery",
      "secretKey"
    ],
    "successStatus": 202,
    "statuses": [
      202,
      400,
      401,
      403,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 1048576,
    "rateLimits": {
      "project_ip": {
        "points": 600,
        "seconds": 60
      },
      "secret_key": {
        "points": 6000,
        "seconds": 60
      }
    }
  },
  "trackError": {
    "method": "POST",
    "path": "/api/track/error",
    "tag": "Tracking",
    "security": [
      "publicKey",
      "publicKeyQuery",
      "secretKey"
    ],
    "successStatus": 202,
    "statuses": [
      202,
      400,
      401,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "project_ip": {
        "points": 600,
        "seconds": 60
      },
      "secret_key": {
        "points": 6000,
        "seconds": 60
      }
    }
  },
  "trackAudit": {
    "method": "POST",
    "path": "/api/track/audit",
    "tag": "Tracking",
    "security": [
      "publicKey",
      "publicKeyQuery",
      "secretKey"
    ],
    "successStatus": 202,
    "statuses": [
      202,
      400,
      401,
      403,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "project_ip": {
        "points": 600,
        "seconds": 60
      },
      "secret_key": {
        "points": 6000,
        "seconds": 60
      }
    }
  },
  "updateErrorStatus": {
    "method": "POST",
    "path": "/api/track/errors-update-status",
    "tag": "Tracking",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "getVisitors": {
    "method": "GET",
    "path": "/api/analytics/visitors",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getReturningVisitors": {
    "method": "GET",
    "path": "/api/analytics/visitors-returning",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getSessions": {
    "method": "GET",
    "path": "/api/analytics/sessions",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getPages": {
    "method": "GET",
    "path": "/api/analytics/pages",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getEntryPages": {
    "method": "GET",
    "path": "/api/analytics/entry-pages",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getExitPages": {
    "method": "GET",
    "path": "/api/analytics/exit-pages",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getDevices": {
    "method": "GET",
    "path": "/api/analytics/devices",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getLocations": {
    "method": "GET",
    "path": "/api/analytics/locations",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getReferrers": {
    "method": "GET",
    "path": "/api/analytics/referrers",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getChannels": {
    "method": "GET",
    "path": "/api/analytics/channels",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getUtm": {
    "method": "GET",
    "path": "/api/analytics/utm",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getErrors": {
    "method": "GET",
    "path": "/api/analytics/errors",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getErrorTrend": {
    "method": "GET",
    "path": "/api/analytics/errors-trend",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getErrorDetail": {
    "method": "GET",
    "path": "/api/analytics/error-detail",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      404,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getAudits": {
    "method": "GET",
    "path": "/api/analytics/audits",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getLinkAnalytics": {
    "method": "GET",
    "path": "/api/analytics/links",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getLinkDetail": {
    "method": "GET",
    "path": "/api/analytics/link-detail",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      404,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getLedger": {
    "method": "GET",
    "path": "/api/analytics/ledger",
    "tag": "Analytics",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "createLink": {
    "method": "POST",
    "path": "/api/links/create",
    "tag": "Links",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      409,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "bulkCreateLinks": {
    "method": "POST",
    "path": "/api/links/bulk-create",
    "tag": "Links",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 1048576,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "listLinks": {
    "method": "GET",
    "path": "/api/links/list",
    "tag": "Links",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getLink": {
    "method": "GET",
    "path": "/api/links/detail",
    "tag": "Links",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "editLink": {
    "method": "POST",
    "path": "/api/links/edit",
    "tag": "Links",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "deleteLink": {
    "method": "POST",
    "path": "/api/links/delete",
    "tag": "Links",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "getLinkQr": {
    "method": "GET",
    "path": "/api/links/qr",
    "tag": "Links",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      429,
      500,
      503
    ],
    "types": [
      "image/svg+xml",
      "image/png"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "openShortLink": {
    "method": "GET",
    "path": "/l/{code}",
    "tag": "Redirects",
    "security": [],
    "successStatus": 302,
    "statuses": [
      200,
      301,
      302,
      307,
      308,
      404,
      405,
      410,
      500,
      503
    ],
    "types": [],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "probeShortLink": {
    "method": "HEAD",
    "path": "/l/{code}",
    "tag": "Redirects",
    "security": [],
    "successStatus": 302,
    "statuses": [
      200,
      301,
      302,
      307,
      308,
      404,
      410,
      500,
      503
    ],
    "types": [],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "unlockShortLink": {
    "method": "POST",
    "path": "/l/{code}",
    "tag": "Redirects",
    "security": [],
    "successStatus": 303,
    "statuses": [
      303,
      403,
      404,
      405,
      410,
      413,
      429,
      500,
      503
    ],
    "types": [],
    "maxBodyBytes": 4096,
    "rateLimits": {
      "link_ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "followLink": {
    "method": "GET",
    "path": "/api/redirect",
    "tag": "Redirects",
    "security": [],
    "successStatus": 302,
    "statuses": [
      200,
      301,
      302,
      307,
      308,
      400,
      404,
      405,
      410,
      500,
      503
    ],
    "types": [],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "probeLink": {
    "method": "HEAD",
    "path": "/api/redirect",
    "tag": "Redirects",
    "security": [],
    "successStatus": 302,
    "statuses": [
      200,
      301,
      302,
      307,
      308,
      400,
      404,
      410,
      500,
      503
    ],
    "types": [],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "createWebhook": {
    "method": "POST",
    "path": "/api/webhooks/create",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      409,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 20,
        "seconds": 60
      }
    }
  },
  "listWebhooks": {
    "method": "GET",
    "path": "/api/webhooks/list",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getWebhook": {
    "method": "GET",
    "path": "/api/webhooks/detail",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "editWebhook": {
    "method": "POST",
    "path": "/api/webhooks/edit",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "deleteWebhook": {
    "method": "POST",
    "path": "/api/webhooks/delete",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "rotateWebhookSecret": {
    "method": "POST",
    "path": "/api/webhooks/rotate-secret",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "pingWebhook": {
    "method": "POST",
    "path": "/api/webhooks/ping",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "evaluateWebhook": {
    "method": "POST",
    "path": "/api/webhooks/evaluate",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 20,
        "seconds": 60
      }
    }
  },
  "listWebhookDeliveries": {
    "method": "GET",
    "path": "/api/webhooks/deliveries",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "replayWebhookDeliveries": {
    "method": "POST",
    "path": "/api/webhooks/replay",
    "tag": "Webhooks",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      409,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "createRealtimeToken": {
    "method": "POST",
    "path": "/api/realtime/token",
    "tag": "Realtime",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "streamRealtime": {
    "method": "GET",
    "path": "/api/realtime/sse",
    "tag": "Realtime",
    "security": [
      "secretKey",
      "realtimeToken"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      403,
      405,
      429,
      500,
      503
    ],
    "types": [
      "text/event-stream"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "exportPageviews": {
    "method": "GET",
    "path": "/api/export/pageviews",
    "tag": "Exports",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/x-ndjson"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "exportErrors": {
    "method": "GET",
    "path": "/api/export/errors",
    "tag": "Exports",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/x-ndjson"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "exportClicks": {
    "method": "GET",
    "path": "/api/export/clicks",
    "tag": "Exports",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/x-ndjson"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "exportAudits": {
    "method": "GET",
    "path": "/api/export/audits",
    "tag": "Exports",
    "security": [
      "secretKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/x-ndjson"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "createProject": {
    "method": "POST",
    "path": "/api/projects/create",
    "tag": "Projects",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 5,
        "seconds": 60
      }
    }
  },
  "listProjects": {
    "method": "GET",
    "path": "/api/projects/list",
    "tag": "Projects",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "editProject": {
    "method": "POST",
    "path": "/api/projects/edit",
    "tag": "Projects",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      409,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "toggleProject": {
    "method": "POST",
    "path": "/api/projects/toggle",
    "tag": "Projects",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 10,
        "seconds": 60
      }
    }
  },
  "regenerateProjectKeys": {
    "method": "POST",
    "path": "/api/projects/regenerate-keys",
    "tag": "Projects",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 5,
        "seconds": 60
      }
    }
  },
  "deleteProject": {
    "method": "POST",
    "path": "/api/projects/delete",
    "tag": "Projects",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 5,
        "seconds": 60
      }
    }
  },
  "verifyKey": {
    "method": "POST",
    "path": "/api/projects/verify",
    "tag": "Projects",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 20,
        "seconds": 60
      }
    }
  },
  "getProjectsLedger": {
    "method": "GET",
    "path": "/api/projects/ledger",
    "tag": "Projects",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "listDeadLetters": {
    "method": "GET",
    "path": "/api/dead-letters/list",
    "tag": "Dead letters",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      400,
      401,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json",
      "text/csv"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getDeadLetter": {
    "method": "GET",
    "path": "/api/dead-letters/detail",
    "tag": "Dead letters",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "replayDeadLetters": {
    "method": "POST",
    "path": "/api/dead-letters/replay",
    "tag": "Dead letters",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "dropDeadLetters": {
    "method": "POST",
    "path": "/api/dead-letters/drop",
    "tag": "Dead letters",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      400,
      401,
      404,
      405,
      413,
      429,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": 65536,
    "rateLimits": {
      "ip": {
        "points": 30,
        "seconds": 60
      }
    }
  },
  "getHealth": {
    "method": "GET",
    "path": "/api/health",
    "tag": "System",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      405,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "getLiveness": {
    "method": "GET",
    "path": "/api/health/live",
    "tag": "System",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      405,
      500
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "getReadiness": {
    "method": "GET",
    "path": "/api/health/ready",
    "tag": "System",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      405,
      500,
      503
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "getMetrics": {
    "method": "GET",
    "path": "/metrics",
    "tag": "System",
    "security": [
      "adminKey"
    ],
    "successStatus": 200,
    "statuses": [
      200,
      401,
      405,
      429,
      500
    ],
    "types": [
      "text/plain"
    ],
    "maxBodyBytes": null,
    "rateLimits": {
      "ip": {
        "points": 60,
        "seconds": 60
      }
    }
  },
  "getOpenApi": {
    "method": "GET",
    "path": "/openapi.json",
    "tag": "System",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      405,
      500
    ],
    "types": [
      "application/json"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "getDocs": {
    "method": "GET",
    "path": "/docs",
    "tag": "System",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      405,
      500
    ],
    "types": [
      "text/html"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "getTrackerScript": {
    "method": "GET",
    "path": "/snippet/micrologs.js",
    "tag": "System",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      405,
      500
    ],
    "types": [
      "text/javascript"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "getCoreTrackerScript": {
    "method": "GET",
    "path": "/snippet/micrologs.core.js",
    "tag": "System",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      405,
      500
    ],
    "types": [
      "text/javascript"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "getExtendedTrackerScript": {
    "method": "GET",
    "path": "/snippet/micrologs.extra.js",
    "tag": "System",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      304,
      405,
      500
    ],
    "types": [
      "text/javascript"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  },
  "getRoot": {
    "method": "GET",
    "path": "/",
    "tag": "System",
    "security": [],
    "successStatus": 200,
    "statuses": [
      200,
      405,
      500
    ],
    "types": [
      "text/plain"
    ],
    "maxBodyBytes": null,
    "rateLimits": {}
  }
} as const satisfies Record<string, OperationInfo>;
