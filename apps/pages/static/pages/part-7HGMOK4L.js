import{a,b,c,d,e}from"./part-OX4CIXV5.js";import"./part-BL56FS6H.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
