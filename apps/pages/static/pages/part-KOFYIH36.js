import{a,b}from"./part-NEQHR6DW.js";import"./part-SYYMEI6C.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-LYUJN63T.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
