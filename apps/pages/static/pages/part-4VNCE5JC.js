import{a,b}from"./part-NKE3FXZQ.js";import"./part-L7URGRCL.js";import"./part-KE57HJ2K.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
