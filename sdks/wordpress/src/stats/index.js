import { mount } from '../shared/mount';
import { StatsPage } from './page';
import './look.css';

mount('micrologs-stats', <StatsPage {...window.micrologsData} />);
