import{a,b,c,d,e}from"./part-3J7K5NDN.js";import"./part-MVUWP62Y.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
