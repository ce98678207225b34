import{a,b,c,d,e}from"./part-FW245BB3.js";import"./part-BJC656MG.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
