import{a,b}from"./part-W54BYRXL.js";import"./part-6VO4IHD7.js";import"./part-7EY4TRHL.js";import"./part-6MUQLCSI.js";import"./part-ENU2Q3XS.js";export{a as Consents,b as OpenConsentsNotice};
