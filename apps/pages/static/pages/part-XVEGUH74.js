import{a,b}from"./part-ZGZK7A65.js";import"./part-GHDROGC4.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-P4SWHGWI.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
