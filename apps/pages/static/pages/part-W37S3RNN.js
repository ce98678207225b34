import{a,b,c,d,e}from"./part-A2X7PVMO.js";import"./part-CY7XF4HD.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
