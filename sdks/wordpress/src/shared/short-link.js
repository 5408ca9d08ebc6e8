import apiFetch from '@wordpress/api-fetch';
import { Button, Notice, Spinner, TextControl } from '@wordpress/components';
import { useCopyToClipboard } from '@wordpress/compose';
import { useEffect, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { formatCount } from './numbers';

/** A post's short link, with what can be done with it. */
export function ShortLink({ postId, isPublished }) {
  const [link, setLink] = useState(undefined);
  const [error, setError] = useState(null);
  const [isBusy, setIsBusy] = useState(false);

  const ask = async (method) => {
    setIsBusy(true);
    setError(null);
    try {
      setLink((await apiFetch({ path: `/micrologs/v1/posts/${postId}/link`, method })).link);
    } catch (failure) {
      setError(failure.message);
      setLink((known) => known ?? null);
    }
    setIsBusy(false);
  };
  useEffect(() => {
    ask('GET');
  }, [postId]);

  return (
    <div className="micrologs-short-link">
      {error && (
        <Notice status="error" onRemove={() => setError(null)}>
          {error}
        </Notice>
      )}
      {link === undefined && <Spinner />}
      {link === null && !isPublished && (
        <p>
          {__('Once this is published, you can make a short link to it and see how often it is followed.', 'micrologs')}
        </p>
      )}
      {link === null && isPublished && (
        <Button variant="secondary" isBusy={isBusy} disabled={isBusy} onClick={() => ask('POST')}>
          {__('Make a short link', 'micrologs')}
        </Button>
      )}
      {link && (
        <>
          <TextControl
            __nextHasNoMarginBottom
            label={__('Short link', 'micrologs')}
            value={link.short_url}
            readOnly
            onChange={() => {}}
            onFocus={(event) => event.target.select()}
          />
          <p>
            {sprintf(
              /* translators: %s: number of clicks */
              _n('%s click so far', '%s clicks so far', link.clicks, 'micrologs'),
              formatCount(link.clicks),
            )}
          </p>
          <CopyButton text={link.short_url} />{' '}
          <Button variant="tertiary" isDestructive isBusy={isBusy} disabled={isBusy} onClick={() => ask('DELETE')}>
            {__('Remove', 'micrologs')}
          </Button>
        </>
      )}
    </div>
  );
}

function CopyButton({ text }) {
  const [isCopied, setIsCopied] = useState(false);
  const ref = useCopyToClipboard(text, () => setIsCopied(true));
  return (
    <Button variant="secondary" ref={ref}>
      {isCopied ? __('Copied', 'micrologs') : __('Copy', 'micrologs')}
    </Button>
  );
}
