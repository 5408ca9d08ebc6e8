import { mount } from '../shared/mount';
import { SettingsPage } from './page';
import './look.css';

mount('micrologs-settings', <SettingsPage {...window.micrologsData} />);
