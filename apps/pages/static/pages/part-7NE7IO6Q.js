import{a,b}from"./part-DFDKSUJT.js";import"./part-TFGEGB4D.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-A6UK5PXH.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
