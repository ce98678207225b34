import{a,b,c,d,e}from"./part-W5VHN6TV.js";import"./part-6EU2NTGL.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
