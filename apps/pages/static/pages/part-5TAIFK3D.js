import{a,b,c}from"./part-KMF7AOGR.js";import"./part-VRPGTCOM.js";export{c as findUnsentVoiceComments,a as getVoiceComment,b as saveVoiceComment};
