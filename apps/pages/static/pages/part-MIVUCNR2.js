import{a,b}from"./part-Y6YKHXUO.js";import"./part-SDMP6CNM.js";import"./part-WYWYVOGO.js";import"./part-OWTMX7I7.js";export{a as Consents,b as OpenConsentsNotice};
