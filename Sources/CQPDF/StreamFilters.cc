#include "StreamFilters.hh"

#include <set>
#include <string>
#include <vector>

#include "ValueEncoder.hh"

StreamFilters::StreamFilters(QPDFObjectHandle dictionary) {
    value(dictionary, "/Type");
    value(dictionary, "/Length");
    QPDFObjectHandle filter = value(dictionary, "/Filter");
    std::vector<std::string> names;
    if (filter.isName()) {
        names.push_back(filter.getName());
    } else if (filter.isArray()) {
        if (filter.getArrayNItems() > maximum_filters) throw NotAValue("too many filters");
        for (QPDFObjectHandle item : filter.getArrayAsVector()) {
            if (item.isIndirect()) direct = false;
            if (!item.isName()) throw NotAValue("filter");
            names.push_back(item.getName());
        }
    } else if (!filter.isNull()) {
        throw NotAValue("filter");
    }
    static std::set<std::string> const shrinking = {"/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85", "/Crypt"};
    for (size_t place = 0; place + 1 < names.size(); ++place) {
        if (!shrinking.count(names[place])) bounded = false;
    }
    plain = names.empty() || (names.size() == 1 && (names[0] == "/FlateDecode" || names[0] == "/Fl"));
    QPDFObjectHandle given = value(dictionary, "/DecodeParms");
    if (given.isArray()) {
        if (given.getArrayNItems() > maximum_filters) throw NotAValue("too many parameters");
        for (QPDFObjectHandle item : given.getArrayAsVector()) {
            if (item.isIndirect()) direct = false;
            parameters(item);
        }
    } else {
        parameters(given);
    }
}

QPDFObjectHandle StreamFilters::value(QPDFObjectHandle dictionary, char const *key) {
    QPDFObjectHandle found = dictionary.getKey(key);
    if (found.isIndirect()) direct = false;
    found.getTypeCode(); // resolves
    return found;
}

void StreamFilters::parameters(QPDFObjectHandle parameters) {
    if (parameters.isNull()) return;
    if (!parameters.isDictionary()) throw NotAValue("filter parameters");
    double row = 1;
    for (auto &entry : parameters.getDictAsMap()) {
        QPDFObjectHandle item = entry.second;
        if (item.isIndirect()) direct = false;
        item.getTypeCode(); // resolves
        bool is_factor = entry.first == "/Columns" || entry.first == "/Colors" || entry.first == "/BitsPerComponent";
        if (is_factor && item.isInteger()) row *= static_cast<double>(item.getIntValue());
    }
    if (!(row <= maximum_row * 8)) throw NotAValue("rows too wide");
}
