import{a,b}from"./part-QUYB6G64.js";import"./part-FEYKH6TG.js";import"./part-TTVNIL2C.js";import"./part-ZFLYZZCX.js";export{a as Consents,b as OpenConsentsNotice};
