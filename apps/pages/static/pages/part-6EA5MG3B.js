import{a,b}from"./part-OMEZPN2O.js";import"./part-5UV2WLWB.js";import"./part-37NDXA3S.js";import"./part-TXBARMQA.js";import"./part-5HY6FPY6.js";export{a as Consents,b as OpenConsentsNotice};
