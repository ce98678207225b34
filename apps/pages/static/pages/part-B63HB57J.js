import{a,b}from"./part-KH6J6SEF.js";import"./part-SL3VLTYG.js";import"./part-ZMEUPDBN.js";import"./part-CPLSHFOC.js";export{a as Consents,b as OpenConsentsNotice};
