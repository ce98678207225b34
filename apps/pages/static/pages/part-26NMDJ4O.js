import{a,b}from"./part-MJRP6J2T.js";import"./part-5Q67TKWC.js";import"./part-UOSWOJRT.js";import"./part-L7URGRCL.js";import"./part-STXV6PDY.js";export{a as startOfficeUpdates,b as useOfficeUpdates};
