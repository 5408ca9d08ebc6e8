import { mount } from '../shared/mount';
import { SettingsPage } from './page';

mount('micrologs-settings', <SettingsPage {...window.micrologsData} />);
