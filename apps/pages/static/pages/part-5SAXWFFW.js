import{a,b}from"./part-JIAGX5SQ.js";import"./part-VY6LBLZL.js";import"./part-JZB6LV7P.js";import"./part-KE57HJ2K.js";export{a as Consents,b as OpenConsentsNotice};
