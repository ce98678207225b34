import{a,b}from"./part-IAVTRX7K.js";import"./part-L7URGRCL.js";import"./part-TK7LWOIC.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
