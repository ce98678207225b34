import{a,b,c,d,e}from"./part-REEP3YQY.js";import"./part-W5KU2AS5.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
