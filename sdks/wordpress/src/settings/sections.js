import { __ } from '@wordpress/i18n';
import { ConnectionTest } from './connection-test';

/** What the tabs show: each a list of cards, each with a title and its fields. */
export const tabs = ({ roles, isChanged }) => [
  {
    name: 'connection',
    title: __('Connection', 'micrologs'),
    cards: [
      {
        title: __('Your Micrologs server', 'micrologs'),
        fields: ({ text, choice }, values) => [
          text('host', __('Address of the server', 'micrologs'), {
            type: 'url',
            placeholder: 'https://stats.example.com',
          }),
          text('public_key', __('Public key', 'micrologs'), {
            help: __('Stands in every page: it can only send.', 'micrologs'),
          }),
          text('secret_key', __('Secret key', 'micrologs'), {
            type: 'password',
            autoComplete: 'off',
            placeholder: values.has_secret_key ? '••••••••••••' : '',
            help: values.has_secret_key
              ? __('Stored. It is never shown; enter another one to replace it.', 'micrologs')
              : __('For statistics, short links and the audit log. It never leaves the server.', 'micrologs'),
          }),
          choice('environment', __('Environment', 'micrologs'), {
            options: [
              { value: 'production', label: __('Production', 'micrologs') },
              { value: 'staging', label: __('Staging', 'micrologs') },
              { value: 'development', label: __('Development', 'micrologs') },
            ],
            help: __('Goes with every error.', 'micrologs'),
          }),
          <ConnectionTest key="test" isChanged={isChanged} />,
        ],
      },
    ],
  },
  {
    name: 'counting',
    title: __('Counting', 'micrologs'),
    cards: [
      {
        title: __('What counts', 'micrologs'),
        fields: ({ toggle, several, lines }) => [
          toggle('tracking', __('Count visits of this site', 'micrologs')),
          several('events', __('Note besides views', 'micrologs'), {
            options: [
              { value: 'outbound-links', label: __('Clicks on links to other sites', 'micrologs') },
              { value: 'downloads', label: __('Downloads', 'micrologs') },
              { value: 'forms', label: __('Forms that are sent, never what was typed', 'micrologs') },
              { value: 'not-found', label: __('Pages that were not found', 'micrologs') },
              { value: 'site-search', label: __('What is searched for', 'micrologs') },
            ],
            help: __('They stand in the audit log.', 'micrologs'),
          }),
          several('excluded_roles', __('Do not count these when they are logged in', 'micrologs'), { options: roles }),
          lines('excluded_paths', __('Pages that do not count', 'micrologs'), {
            help: __('One path a line; * stands for anything: /members/*', 'micrologs'),
          }),
        ],
      },
      {
        title: __('Privacy', 'micrologs'),
        fields: ({ toggle, choice }) => [
          toggle('cookieless', __('Count without cookies', 'micrologs'), {
            help: __('The project on the server must be cookieless as well.', 'micrologs'),
          }),
          toggle('respect_dnt', __('Do not count who sends Do Not Track or Global Privacy Control', 'micrologs')),
          choice('consent', __('Consent', 'micrologs'), {
            options: [
              { value: 'auto', label: __('Wait for it where a consent manager asks', 'micrologs') },
              { value: 'ignore', label: __('Do not wait for it', 'micrologs') },
            ],
            help: __('By the WP Consent API, which most consent managers speak.', 'micrologs'),
          }),
        ],
      },
      {
        title: __('Way through this site', 'micrologs'),
        fields: ({ toggle, lines }) => [
          toggle('proxy', __('Send events through this site', 'micrologs'), {
            help: __(
              'Blockers of third parties then see only your own address. Each event costs this site a request; if its self-test fails, events go straight to the server.',
              'micrologs',
            ),
          }),
          lines('trusted_proxies', __('Proxies in front of this site', 'micrologs'), {
            help: __(
              'Addresses or ranges, one a line. Only from these is the visitor’s address taken out of X-Forwarded-For.',
              'micrologs',
            ),
          }),
        ],
      },
    ],
  },
  {
    name: 'errors',
    title: __('Errors and audit log', 'micrologs'),
    cards: [
      {
        title: __('Errors', 'micrologs'),
        fields: ({ toggle, choice }) => [
          toggle('js_errors', __('Report errors in the browser', 'micrologs')),
          choice('php_errors', __('Report errors of PHP', 'micrologs'), {
            options: [
              { value: 'off', label: __('None', 'micrologs') },
              { value: 'fatal', label: __('Those that end a page', 'micrologs') },
              { value: 'all', label: __('Warnings and notices as well', 'micrologs') },
            ],
          }),
        ],
      },
      {
        title: __('Audit log', 'micrologs'),
        fields: ({ several, toggle }) => [
          several('audit', __('Note who did what', 'micrologs'), {
            options: [
              { value: 'logins', label: __('Logins, also failed ones', 'micrologs') },
              { value: 'content', label: __('Posts, pages and media', 'micrologs') },
              { value: 'users', label: __('Accounts and roles', 'micrologs') },
              { value: 'extensions', label: __('Plugins, themes and updates', 'micrologs') },
              { value: 'options', label: __('Options, by name', 'micrologs') },
            ],
          }),
          toggle('woocommerce', __('Note orders of WooCommerce', 'micrologs')),
        ],
      },
    ],
  },
  {
    name: 'access',
    title: __('Access and data', 'micrologs'),
    cards: [
      {
        title: __('Who sees the statistics', 'micrologs'),
        fields: ({ several }) => [
          several('viewer_roles', __('Besides administrators', 'micrologs'), {
            options: roles.filter(({ value }) => value !== 'administrator'),
          }),
        ],
      },
      {
        title: __('When the plugin is deleted', 'micrologs'),
        fields: ({ toggle }) => [
          toggle('keep_data', __('Keep settings and short links', 'micrologs'), {
            help: __('What the Micrologs server has is not touched in any case.', 'micrologs'),
          }),
        ],
      },
    ],
  },
];
