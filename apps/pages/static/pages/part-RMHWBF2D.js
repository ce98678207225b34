var n=["text","file"];function o(e){return!n.includes(e)}export{o as a};
