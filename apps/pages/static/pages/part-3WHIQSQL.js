import{a,b}from"./part-AXCAYL44.js";import"./part-ZDBWCAM4.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-MCGWG6FT.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
