import { useBlockProps } from '@wordpress/block-editor';
import { registerBlockType } from '@wordpress/blocks';
import { useSelect } from '@wordpress/data';
import { PluginDocumentSettingPanel as OlderPanel } from '@wordpress/edit-post';
import { store as editorStore, PluginDocumentSettingPanel } from '@wordpress/editor';
import { __ } from '@wordpress/i18n';
import { registerPlugin } from '@wordpress/plugins';
import { ShortLink } from '../shared/short-link';

/** WordPress moved the panel from one package to the other in 6.6. */
const Panel = PluginDocumentSettingPanel ?? OlderPanel;

function useEditedPost() {
  return useSelect((select) => {
    const editor = select(editorStore);
    return { postId: editor.getCurrentPostId(), isPublished: editor.isCurrentPostPublished() };
  }, []);
}

function ShortLinkPanel() {
  const post = useEditedPost();
  if (!post.postId) return null;
  return (
    <Panel name="micrologs-short-link" title={__('Short link', 'micrologs')}>
      <ShortLink {...post} />
    </Panel>
  );
}

registerPlugin('micrologs', { render: ShortLinkPanel, icon: null });

registerBlockType('micrologs/short-link', {
  apiVersion: 2,
  title: __('Short link', 'micrologs'),
  description: __('The short link of this post, for readers to pass on.', 'micrologs'),
  category: 'widgets',
  icon: 'admin-links',
  edit: function Edit() {
    return (
      <div {...useBlockProps()}>
        <ShortLink {...useEditedPost()} />
      </div>
    );
  },
  save: () => null,
});
