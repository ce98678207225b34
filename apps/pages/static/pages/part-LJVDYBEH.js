import{a,b,c,d,e}from"./part-VSBZ7DAV.js";import"./part-Z4VHTOY4.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
