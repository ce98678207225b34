import{a,b}from"./part-UJL7SLFB.js";import"./part-7RAOBR2R.js";import"./part-PROXW36L.js";import"./part-PDXZFECY.js";import"./part-FWL6VWHF.js";export{a as Consents,b as OpenConsentsNotice};
