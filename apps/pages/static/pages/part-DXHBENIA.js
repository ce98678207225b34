import{a,b}from"./part-S6JXOUZN.js";import"./part-DDT7QR7J.js";import"./part-N5ZPXWGN.js";import"./part-33NESJ2M.js";import"./part-N6GAZAC7.js";export{a as Consents,b as OpenConsentsNotice};
