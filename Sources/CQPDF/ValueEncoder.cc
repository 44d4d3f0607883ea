#include "ValueEncoder.hh"

#include <cstdint>
#include <vector>

template <typename Number> void ValueEncoder::number(Number number) {
    out.append(reinterpret_cast<char const *>(&number), sizeof number);
}

void ValueEncoder::count(size_t count) {
    if (count > UINT32_MAX) throw NotAValue("too many items");
    number(static_cast<uint32_t>(count));
}

void ValueEncoder::text(char tag, std::string const &bytes) {
    out.push_back(tag);
    count(bytes.size());
    out.append(bytes);
}

void ValueEncoder::object(QPDFObjectHandle handle) {
    if (handle.isStream()) {
        out.push_back('S');
        QPDFObjectHandle dict = handle.getDict();
        dictionary(dict, 1);
    } else {
        direct(handle, 0);
    }
}

void ValueEncoder::value(QPDFObjectHandle handle, int depth) {
    if (handle.isIndirect()) {
        out.push_back('R');
        number(static_cast<int32_t>(handle.getObjectID()));
        number(static_cast<int32_t>(handle.getGeneration()));
    } else {
        direct(handle, depth);
    }
}

void ValueEncoder::direct(QPDFObjectHandle &handle, int depth) {
    if (depth > maximum_depth) throw NotAValue("nested too deep");
    switch (handle.getTypeCode()) {
    case ::ot_null: out.push_back('n'); break;
    case ::ot_boolean: out.push_back(handle.getBoolValue() ? 't' : 'f'); break;
    case ::ot_integer:
        out.push_back('i');
        number(static_cast<int64_t>(handle.getIntValue()));
        break;
    case ::ot_real: text('r', handle.getRealValue()); break;
    case ::ot_string: text('s', handle.getStringValue()); break;
    case ::ot_name: text('/', handle.getName().substr(1)); break;
    case ::ot_array: {
        std::vector<QPDFObjectHandle> items = handle.getArrayAsVector();
        out.push_back('[');
        count(items.size());
        for (auto &item : items) value(item, depth + 1);
        break;
    }
    case ::ot_dictionary: dictionary(handle, depth); break;
    default: throw NotAValue(std::string("no value: ") + handle.getTypeName());
    }
}

void ValueEncoder::dictionary(QPDFObjectHandle &handle, int depth) {
    if (depth > maximum_depth) throw NotAValue("nested too deep");
    auto items = handle.getDictAsMap();
    out.push_back('<');
    size_t place = out.size();
    count(0);
    uint32_t written = 0;
    for (auto &item : items) {
        // A null value is the same as no entry (ISO 32000-2 clause 7.3.7).
        if (!item.second.isIndirect() && item.second.isNull()) continue;
        count(item.first.size() - 1);
        out.append(item.first, 1, std::string::npos);
        value(item.second, depth + 1);
        ++written;
    }
    out.replace(place, sizeof written, reinterpret_cast<char const *>(&written), sizeof written);
}
