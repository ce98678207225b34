import{L as r}from"./part-MA7WAPN3.js";function i({name:e,code:l}){return e[r()]||e.uz||e.ru||e.en||l}export{i as a};
