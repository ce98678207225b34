import{a}from"./part-JW5D2QT3.js";import"./part-3QPTBKGN.js";import"./part-2QNUKRBG.js";import"./part-3YWJWYVU.js";import"./part-HNKCOGC6.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
