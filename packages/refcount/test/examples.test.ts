import 'virtual:examples';
