import{a,b}from"./part-IVHU2CSS.js";import"./part-YEXVI6HJ.js";import"./part-BYZ7SZB7.js";import"./part-RCM6SWG4.js";import"./part-GBOXUWNI.js";export{a as Consents,b as OpenConsentsNotice};
