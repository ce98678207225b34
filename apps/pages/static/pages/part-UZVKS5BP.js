import{a,b}from"./part-FW6MN37R.js";import"./part-YHRKQM7Q.js";import"./part-O5D5V5Q2.js";import"./part-CWIUJSP4.js";import"./part-A6UK5PXH.js";export{a as Consents,b as OpenConsentsNotice};
