import{a}from"./part-VMHT7DTV.js";import"./part-3QPTBKGN.js";import"./part-CSVLB33L.js";import"./part-3YWJWYVU.js";import"./part-ZIJ5VOLG.js";import"./part-UA3FRZVZ.js";export{a as progressQueue};
