import { mount } from '../shared/mount';
import './look.css';
import { Widget } from './widget';

mount('micrologs-widget', <Widget {...window.micrologsData} />);
