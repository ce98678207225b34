import{a,b}from"./part-RYJWTCXA.js";import"./part-GTQK4FWK.js";import"./part-IZUZUKVL.js";import"./part-47OTB7WO.js";import"./part-SZDRBM6B.js";export{a as Consents,b as OpenConsentsNotice};
