// Generated from openapi.yaml by tools/generate. Do not edit.
import type { OperationInfo } from '../operation-types.ts';

/** Every operation of openapi.yaml by its operationId. */
export const operations = {
  "trackPageview": {
    "name": "track.pageview",
    "method": "POST",
    "path": "/api/track/pageview",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "trackBatch": {
    "name": "track.batch",
    "method": "POST",
    "path": "/api/track/batch",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "trackError": {
    "name": "track.error",
    "method": "POST",
    "path": "/api/track/error",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "trackAudit": {
    "name": "track.audit",
    "method": "POST",
    "path": "/api/track/audit",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "updateErrorStatus": {
    "name": "errors.updateStatus",
    "method": "POST",
    "path": "/api/track/errors-update-status",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "getVisitors": {
    "name": "analytics.visitors",
    "method": "GET",
    "path": "/api/analytics/visitors",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "interval",
      "compare",
      "fill",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": null
  },
  "getReturningVisitors": {
    "name": "analytics.returning",
    "method": "GET",
    "path": "/api/analytics/visitors-returning",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "interval",
      "compare",
      "fill",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": null
  },
  "getSessions": {
    "name": "analytics.sessions",
    "method": "GET",
    "path": "/api/analytics/sessions",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "interval",
      "compare",
      "fill",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": null
  },
  "getPages": {
    "name": "analytics.pages",
    "method": "GET",
    "path": "/api/analytics/pages",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "compare",
      "by",
      "limit",
      "cursor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "pages"
  },
  "getEntryPages": {
    "name": "analytics.entryPages",
    "method": "GET",
    "path": "/api/analytics/entry-pages",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "compare",
      "limit",
      "cursor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "pages"
  },
  "getExitPages": {
    "name": "analytics.exitPages",
    "method": "GET",
    "path": "/api/analytics/exit-pages",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "compare",
      "limit",
      "cursor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "pages"
  },
  "getDevices": {
    "name": "analytics.devices",
    "method": "GET",
    "path": "/api/analytics/devices",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "compare",
      "limit",
      "cursor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "by_device"
  },
  "getLocations": {
    "name": "analytics.locations",
    "method": "GET",
    "path": "/api/analytics/locations",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "compare",
      "limit",
      "cursor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "by_country"
  },
  "getReferrers": {
    "name": "analytics.referrers",
    "method": "GET",
    "path": "/api/analytics/referrers",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "compare",
      "limit",
      "cursor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "by_category"
  },
  "getChannels": {
    "name": "analytics.channels",
    "method": "GET",
    "path": "/api/analytics/channels",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "compare",
      "limit",
      "cursor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "channels"
  },
  "getUtm": {
    "name": "analytics.utm",
    "method": "GET",
    "path": "/api/analytics/utm",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "timezone",
      "filters",
      "compare",
      "limit",
      "cursor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "campaigns"
  },
  "getErrors": {
    "name": "analytics.errors",
    "method": "GET",
    "path": "/api/analytics/errors",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "limit",
      "cursor",
      "status",
      "severity",
      "environment",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "errors"
  },
  "getErrorTrend": {
    "name": "analytics.errorsTrend",
    "method": "GET",
    "path": "/api/analytics/errors-trend",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "group_id",
      "fill",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": null
  },
  "getErrorDetail": {
    "name": "analytics.errorDetail",
    "method": "GET",
    "path": "/api/analytics/error-detail",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "id",
      "limit",
      "cursor",
      "explain",
      "fill",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "events"
  },
  "getAudits": {
    "name": "analytics.audits",
    "method": "GET",
    "path": "/api/analytics/audits",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "limit",
      "cursor",
      "action",
      "actor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "logs"
  },
  "getLinkAnalytics": {
    "name": "analytics.links",
    "method": "GET",
    "path": "/api/analytics/links",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "limit",
      "cursor",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": "links"
  },
  "getLinkDetail": {
    "name": "analytics.linkDetail",
    "method": "GET",
    "path": "/api/analytics/link-detail",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to",
      "code",
      "fill",
      "table"
    ],
    "body": null,
    "answer": "data",
    "list": null
  },
  "getLedger": {
    "name": "analytics.ledger",
    "method": "GET",
    "path": "/api/analytics/ledger",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "data",
    "list": null
  },
  "createLink": {
    "name": "links.create",
    "method": "POST",
    "path": "/api/links/create",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "bulkCreateLinks": {
    "name": "links.bulkCreate",
    "method": "POST",
    "path": "/api/links/bulk-create",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "listLinks": {
    "name": "links.list",
    "method": "GET",
    "path": "/api/links/list",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "limit",
      "cursor",
      "tag"
    ],
    "body": null,
    "answer": "data",
    "list": "links"
  },
  "getLink": {
    "name": "links.get",
    "method": "GET",
    "path": "/api/links/detail",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "code"
    ],
    "body": null,
    "answer": "data",
    "list": null
  },
  "editLink": {
    "name": "links.edit",
    "method": "POST",
    "path": "/api/links/edit",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "deleteLink": {
    "name": "links.delete",
    "method": "POST",
    "path": "/api/links/delete",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "getLinkQr": {
    "name": "links.qr",
    "method": "GET",
    "path": "/api/links/qr",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "code",
      "format",
      "size"
    ],
    "body": null,
    "answer": "media",
    "list": null
  },
  "openShortLink": {
    "name": null,
    "method": "GET",
    "path": "/l/{code}",
    "key": null,
    "inPath": [
      "code"
    ],
    "inQuery": [],
    "body": null,
    "answer": "redirect",
    "list": null
  },
  "probeShortLink": {
    "name": null,
    "method": "HEAD",
    "path": "/l/{code}",
    "key": null,
    "inPath": [
      "code"
    ],
    "inQuery": [],
    "body": null,
    "answer": "redirect",
    "list": null
  },
  "unlockShortLink": {
    "name": null,
    "method": "POST",
    "path": "/l/{code}",
    "key": null,
    "inPath": [
      "code"
    ],
    "inQuery": [],
    "body": "form",
    "answer": "redirect",
    "list": null
  },
  "followLink": {
    "name": null,
    "method": "GET",
    "path": "/api/redirect",
    "key": null,
    "inPath": [],
    "inQuery": [
      "c"
    ],
    "body": null,
    "answer": "redirect",
    "list": null
  },
  "probeLink": {
    "name": null,
    "method": "HEAD",
    "path": "/api/redirect",
    "key": null,
    "inPath": [],
    "inQuery": [
      "c"
    ],
    "body": null,
    "answer": "redirect",
    "list": null
  },
  "createWebhook": {
    "name": "webhooks.create",
    "method": "POST",
    "path": "/api/webhooks/create",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "listWebhooks": {
    "name": "webhooks.list",
    "method": "GET",
    "path": "/api/webhooks/list",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "data",
    "list": null
  },
  "getWebhook": {
    "name": "webhooks.get",
    "method": "GET",
    "path": "/api/webhooks/detail",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "id"
    ],
    "body": null,
    "answer": "data",
    "list": null
  },
  "editWebhook": {
    "name": "webhooks.edit",
    "method": "POST",
    "path": "/api/webhooks/edit",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "deleteWebhook": {
    "name": "webhooks.delete",
    "method": "POST",
    "path": "/api/webhooks/delete",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "rotateWebhookSecret": {
    "name": "webhooks.rotateSecret",
    "method": "POST",
    "path": "/api/webhooks/rotate-secret",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "pingWebhook": {
    "name": "webhooks.ping",
    "method": "POST",
    "path": "/api/webhooks/ping",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "evaluateWebhook": {
    "name": "webhooks.evaluate",
    "method": "POST",
    "path": "/api/webhooks/evaluate",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "listWebhookDeliveries": {
    "name": "webhooks.deliveries",
    "method": "GET",
    "path": "/api/webhooks/deliveries",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "limit",
      "cursor",
      "webhook_id",
      "status"
    ],
    "body": null,
    "answer": "data",
    "list": "deliveries"
  },
  "replayWebhookDeliveries": {
    "name": "webhooks.replay",
    "method": "POST",
    "path": "/api/webhooks/replay",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "createRealtimeToken": {
    "name": "realtime.token",
    "method": "POST",
    "path": "/api/realtime/token",
    "key": "project",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "exportPageviews": {
    "name": "exports.pageviews",
    "method": "GET",
    "path": "/api/export/pageviews",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to"
    ],
    "body": null,
    "answer": "rows",
    "list": null
  },
  "exportErrors": {
    "name": "exports.errors",
    "method": "GET",
    "path": "/api/export/errors",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to"
    ],
    "body": null,
    "answer": "rows",
    "list": null
  },
  "exportClicks": {
    "name": "exports.clicks",
    "method": "GET",
    "path": "/api/export/clicks",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to"
    ],
    "body": null,
    "answer": "rows",
    "list": null
  },
  "exportAudits": {
    "name": "exports.audits",
    "method": "GET",
    "path": "/api/export/audits",
    "key": "project",
    "inPath": [],
    "inQuery": [
      "range",
      "from",
      "to"
    ],
    "body": null,
    "answer": "rows",
    "list": null
  },
  "createProject": {
    "name": "projects.create",
    "method": "POST",
    "path": "/api/projects/create",
    "key": "admin",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "listProjects": {
    "name": "projects.list",
    "method": "GET",
    "path": "/api/projects/list",
    "key": "admin",
    "inPath": [],
    "inQuery": [
      "limit",
      "cursor"
    ],
    "body": null,
    "answer": "data",
    "list": "projects"
  },
  "editProject": {
    "name": "projects.edit",
    "method": "POST",
    "path": "/api/projects/edit",
    "key": "admin",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "toggleProject": {
    "name": "projects.toggle",
    "method": "POST",
    "path": "/api/projects/toggle",
    "key": "admin",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "regenerateProjectKeys": {
    "name": "projects.regenerateKeys",
    "method": "POST",
    "path": "/api/projects/regenerate-keys",
    "key": "admin",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "deleteProject": {
    "name": "projects.delete",
    "method": "POST",
    "path": "/api/projects/delete",
    "key": "admin",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "verifyKey": {
    "name": "projects.verify",
    "method": "POST",
    "path": "/api/projects/verify",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "getProjectsLedger": {
    "name": "projects.ledger",
    "method": "GET",
    "path": "/api/projects/ledger",
    "key": "admin",
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "data",
    "list": null
  },
  "listDeadLetters": {
    "name": "deadLetters.list",
    "method": "GET",
    "path": "/api/dead-letters/list",
    "key": "admin",
    "inPath": [],
    "inQuery": [
      "project_id",
      "limit",
      "cursor"
    ],
    "body": null,
    "answer": "data",
    "list": "dead_letters"
  },
  "getDeadLetter": {
    "name": "deadLetters.get",
    "method": "GET",
    "path": "/api/dead-letters/detail",
    "key": "admin",
    "inPath": [],
    "inQuery": [
      "id"
    ],
    "body": null,
    "answer": "data",
    "list": null
  },
  "replayDeadLetters": {
    "name": "deadLetters.replay",
    "method": "POST",
    "path": "/api/dead-letters/replay",
    "key": "admin",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "dropDeadLetters": {
    "name": "deadLetters.drop",
    "method": "POST",
    "path": "/api/dead-letters/drop",
    "key": "admin",
    "inPath": [],
    "inQuery": [],
    "body": "json",
    "answer": "data",
    "list": null
  },
  "getHealth": {
    "name": "system.health",
    "method": "GET",
    "path": "/api/health",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "json",
    "list": null
  },
  "getLiveness": {
    "name": "system.live",
    "method": "GET",
    "path": "/api/health/live",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "json",
    "list": null
  },
  "getReadiness": {
    "name": "system.ready",
    "method": "GET",
    "path": "/api/health/ready",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "json",
    "list": null
  },
  "getMetrics": {
    "name": "system.metrics",
    "method": "GET",
    "path": "/metrics",
    "key": "admin",
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "text",
    "list": null
  },
  "getOpenApi": {
    "name": "system.openApi",
    "method": "GET",
    "path": "/openapi.json",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "json",
    "list": null
  },
  "getDocs": {
    "name": null,
    "method": "GET",
    "path": "/docs",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "text",
    "list": null
  },
  "getTrackerScript": {
    "name": null,
    "method": "GET",
    "path": "/snippet/micrologs.js",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "text",
    "list": null
  },
  "getCoreTrackerScript": {
    "name": null,
    "method": "GET",
    "path": "/snippet/micrologs.core.js",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "text",
    "list": null
  },
  "getExtendedTrackerScript": {
    "name": null,
    "method": "GET",
    "path": "/snippet/micrologs.extra.js",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "text",
    "list": null
  },
  "getRoot": {
    "name": null,
    "method": "GET",
    "path": "/",
    "key": null,
    "inPath": [],
    "inQuery": [],
    "body": null,
    "answer": "text",
    "list": null
  }
} as const satisfies Record<string, OperationInfo>;
