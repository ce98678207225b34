import{a,b,c,d,e}from"./part-ELD242ES.js";import"./part-OWTMX7I7.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
