import { mount } from '../shared/mount';
import { ShortLink } from '../shared/short-link';

const box = document.getElementById('micrologs-link-box');
const status = document.getElementById('original_post_status')?.value;

mount('micrologs-link-box', <ShortLink postId={Number(box?.dataset.post)} isPublished={status === 'publish'} />);
