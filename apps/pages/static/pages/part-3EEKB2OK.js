import{a,b,c,d,e}from"./part-UU43SPZ3.js";import"./part-QPHATD2P.js";import"./part-UA3FRZVZ.js";export{d as disablePush,c as enablePush,a as pushState,b as refreshPushState,e as renewSubscription};
