/**
 * Answers of the PHP engine, as its description gives them. What reads them today must find the same members, of the same types, in
 * this server's answers; further members do no harm.
 */
const range = { from: '2026-03-01 00:00:00', to: '2026-03-08 23:59:59' };
const group = {
  id: 12,
  error_type: 'TypeError',
  message: 'x is undefined',
  file: '/static/app.js',
  line: 88,
  severity: 'critical',
  environment: 'production',
  status: 'open',
  occurrence_count: 31,
  first_seen: '2026-03-01 10:00:00',
  last_seen: '2026-03-02 09:12:44',
};
const link = {
  id: 5,
  code: 'k3Zq81Ab',
  short_url: 'https://stats.test/api/redirect.php?c=k3Zq81Ab',
  destination_url: 'https://shop.test/sale',
  label: 'Footer',
  is_active: true,
  created_at: '2026-02-20 08:00:00',
};

export const REPORT_EXAMPLES: Record<string, { message: string; data: object }> = {
  visitors: {
    message: 'Visitor analytics fetched successfully',
    data: {
      range,
      unique_visitors: 3,
      total_pageviews: 15,
      total_sessions: 8,
      bounce_rate: 37.5,
      over_time: [{ date: '2026-03-02', pageviews: 15, unique_visitors: 3 }],
    },
  },
  'visitors-returning': {
    message: 'Visitor retention fetched successfully',
    data: {
      range,
      total_visitors: 5,
      new_visitors: 4,
      returning_visitors: 1,
      new_pct: 80,
      returning_pct: 20,
      over_time: [{ date: '2026-03-02', new_visitors: 4, returning_visitors: 1 }],
    },
  },
  sessions: {
    message: 'Session analytics fetched successfully',
    data: {
      range,
      total_sessions: 4,
      bounce_rate: 50,
      avg_duration_seconds: 61,
      avg_duration_engaged: 122,
      avg_pages_per_session: 2.25,
      over_time: [{ date: '2026-03-02', sessions: 4, avg_duration_seconds: 61 }],
    },
  },
  pages: {
    message: 'Pages fetched successfully',
    data: {
      range,
      count: 1,
      pages: [{ url: 'https://shop.test/', page_title: 'Shop', pageviews: 6, unique_visitors: 3 }],
    },
  },
  devices: {
    message: 'Devices fetched successfully',
    data: {
      range,
      by_device: [{ device_type: 'mobile', pageviews: 5, unique_visitors: 2 }],
      by_os: [{ os: 'Android', pageviews: 5 }],
      by_browser: [{ browser: 'Chrome', pageviews: 5 }],
    },
  },
  locations: {
    message: 'Locations fetched successfully',
    data: {
      range,
      by_country: [{ country: 'Norway', country_code: 'NO', pageviews: 4, unique_visitors: 2 }],
      by_region: [{ country: 'Norway', country_code: 'NO', region: 'Vestland', pageviews: 4 }],
      by_city: [{ city: 'Bergen', region: 'Vestland', country_code: 'NO', pageviews: 4 }],
    },
  },
  referrers: {
    message: 'Referrers fetched successfully',
    data: {
      range,
      by_category: [{ category: 'direct', pageviews: 7, unique_visitors: 4 }],
      top_referrers: [{ referrer_url: 'https://news.test/item', pageviews: 2 }],
    },
  },
  utm: {
    message: 'UTM data fetched successfully',
    data: {
      range,
      count: 1,
      campaigns: [
        { utm_source: 'mail', utm_medium: 'email', utm_campaign: 'spring', pageviews: 3, unique_visitors: 3 },
      ],
    },
  },
  errors: {
    message: 'Errors fetched successfully',
    data: {
      range,
      summary: { total: 2, open: 1, investigating: 0, resolved: 1, ignored: 0, critical: 1, error: 1 },
      count: 1,
      errors: [group],
    },
  },
  'errors-trend': {
    message: 'Error trend fetched successfully',
    data: {
      range,
      group_id: null,
      total_occurrences: 9,
      total_groups: 2,
      top_groups: [
        {
          id: 12,
          error_type: 'TypeError',
          message: 'x is undefined',
          severity: 'critical',
          status: 'open',
          occurrences: 7,
        },
      ],
      over_time: [{ date: '2026-03-02', occurrences: 9, unique_groups: 2 }],
    },
  },
  'error-detail': {
    message: 'Error detail fetched successfully',
    data: {
      range,
      group,
      over_time: [{ date: '2026-03-02', occurrences: 7 }],
      events: [
        {
          id: 501,
          stack_trace: null,
          url: 'https://shop.test/cart',
          environment: 'production',
          severity: 'critical',
          context: { cart: 7 },
          created_at: '2026-03-02 09:12:44',
          device: { type: 'desktop', os: 'Linux', browser: 'Firefox' },
          location: { country: null, country_code: null, city: null },
        },
      ],
    },
  },
  audits: {
    message: 'Audit logs fetched successfully',
    data: {
      range,
      count: 1,
      top_actions: [{ action: 'invoice.paid', count: 14 }],
      logs: [
        {
          id: 90,
          action: 'invoice.paid',
          actor: 'kim@shop.test',
          context: { invoice: 'A-1' },
          created_at: '2026-03-02 11:00:00',
        },
      ],
    },
  },
  links: {
    message: 'Link analytics fetched successfully',
    data: {
      range,
      count: 1,
      links: [
        {
          code: link.code,
          short_url: link.short_url,
          label: link.label,
          destination_url: link.destination_url,
          total_clicks: 6,
          unique_clicks: 4,
          created_at: link.created_at,
        },
      ],
    },
  },
  'link-detail': {
    message: 'Link detail fetched successfully',
    data: {
      range,
      link: {
        id: 5,
        code: link.code,
        label: link.label,
        destination_url: link.destination_url,
        created_at: link.created_at,
      },
      total_clicks: 6,
      unique_clicks: 4,
      by_country: [{ country: 'Norway', country_code: 'NO', clicks: 2 }],
      by_referrer: [{ category: 'direct', clicks: 5 }],
      by_device: [{ device_type: 'mobile', clicks: 6 }],
      over_time: [{ date: '2026-03-02', clicks: 6 }],
    },
  },
};

export const LINK_EXAMPLES = {
  create: { code: link.code, short_url: link.short_url, destination_url: link.destination_url, label: link.label },
  list: { count: 1, links: [{ ...link, total_clicks: 40 }] },
  detail: { ...link, total_clicks: 40 },
  edit: { ...link, is_active: false },
  delete: { code: link.code },
};

const KEYS = { secret_key: 'a'.repeat(64), public_key: 'a'.repeat(32) };

export const PROJECT_EXAMPLES = {
  create: { id: 3, name: 'Shop', allowed_domains: ['shop.test'], ...KEYS },
  list: {
    count: 1,
    projects: [
      {
        id: 3,
        name: 'Shop',
        public_key: KEYS.public_key,
        allowed_domains: ['shop.test'],
        is_active: true,
        stats: { total_links: 2, total_pageviews: 810, total_errors: 6 },
        created_at: '2026-02-01 09:00:00',
        updated_at: '2026-02-01 09:00:00',
      },
    ],
  },
  edit: {
    id: 3,
    name: 'Shop EU',
    allowed_domains: ['shop.test'],
    is_active: true,
    updated_at: '2026-03-02 12:00:00',
  },
  toggle: { id: 3, name: 'Shop', is_active: false },
  'regenerate-keys': { id: 3, name: 'Shop', ...KEYS },
  delete: { id: 3, name: 'Shop' },
};

const TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Where `actual` lacks what `example` has: its members, of the same type and, for times and days, of the same form. An example's
 * null stands for anything; a list is compared by its first element and must not be empty.
 */
export function differences(example: unknown, actual: unknown, path = 'data'): string[] {
  if (example === null) return actual === undefined ? [`${path} is missing`] : [];
  if (Array.isArray(example)) {
    if (!Array.isArray(actual)) return [`${path} is no list`];
    return actual.length === 0 ? [`${path} is empty`] : differences(example[0], actual[0], `${path}[0]`);
  }
  if (typeof example === 'object') {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return [`${path} is no object`];
    return Object.entries(example).flatMap(([name, value]) =>
      differences(value, (actual as Record<string, unknown>)[name], `${path}.${name}`),
    );
  }
  if (typeof actual !== typeof example) return [`${path} is ${JSON.stringify(actual)}`];
  for (const form of [TIME, DAY]) {
    if (form.test(String(example)) && !form.test(String(actual))) return [`${path} is ${JSON.stringify(actual)}`];
  }
  return [];
}
