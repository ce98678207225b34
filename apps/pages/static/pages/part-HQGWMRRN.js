import{a}from"./part-JO33CK27.js";import"./part-3QPTBKGN.js";import"./part-O4JQA5JO.js";import"./part-3YWJWYVU.js";import"./part-JJQXO4BH.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
