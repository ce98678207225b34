import{a,b}from"./part-6Y5OSNWT.js";import"./part-EISTY4DB.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-BST2E7FR.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
