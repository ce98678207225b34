async function o(t){let s=[];for(let e=1;e<=20;e++){let{results:n,next:r}=await t(e);if(s.push(...n),!r)break}return s}export{o as a};
