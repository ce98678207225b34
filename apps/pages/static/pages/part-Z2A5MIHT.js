import{a}from"./part-SLS57EVU.js";import"./part-QTL43HDS.js";import"./part-32SZZPWS.js";import"./part-YJOD5XD3.js";import"./part-RA2F62XG.js";import"./part-CONF7NS3.js";export{a as Excuses};
