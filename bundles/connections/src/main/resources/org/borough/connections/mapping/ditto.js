// SPDX-License-Identifier: EPL-2.0
// What scripts of connections find under the name Ditto, and the two functions that call theirs.
var Ditto = (function () {
  function buildTopic(namespace, name, group, channel, criterion, action) {
    var parts = [namespace, name, group];
    if (channel !== 'none') {
      parts.push(channel);
    }
    parts.push(criterion);
    if (action !== undefined && action !== null) {
      parts.push(action);
    }
    return parts.join('/');
  }

  function buildDittoProtocolMsg(
      namespace, name, group, channel, criterion, action, path, dittoHeaders, value, status, extra) {
    return {
      topic: buildTopic(namespace, name, group, channel, criterion, action),
      path: path,
      headers: dittoHeaders,
      value: value,
      status: status,
      extra: extra
    };
  }

  function buildExternalMsg(headers, textPayload, bytePayload, contentType) {
    return {headers: headers, textPayload: textPayload, bytePayload: bytePayload, contentType: contentType};
  }

  function arrayBufferToString(buffer) {
    var bytes = new Uint8Array(buffer);
    var pieces = [];
    for (var i = 0; i < bytes.length; i++) {
      pieces.push(String.fromCharCode(bytes[i]));
    }
    return pieces.join('');
  }

  function stringToArrayBuffer(text) {
    var bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) {
      bytes[i] = text.charCodeAt(i);
    }
    return bytes.buffer;
  }

  function asByteBuffer(buffer) {
    if (typeof dcodeIO === 'undefined') {
      throw new Error('bytebuffer.js is not loaded; read the bytes with DataView or Uint8Array');
    }
    return dcodeIO.ByteBuffer.wrap(buffer.slice(0));
  }

  return {
    buildTopic: buildTopic,
    buildDittoProtocolMsg: buildDittoProtocolMsg,
    buildExternalMsg: buildExternalMsg,
    arrayBufferToString: arrayBufferToString,
    stringToArrayBuffer: stringToArrayBuffer,
    asByteBuffer: asByteBuffer
  };
})();

function mapToDittoProtocolMsgWrapper(externalMsg) {
  return mapToDittoProtocolMsg(
      externalMsg.headers, externalMsg.textPayload, externalMsg.bytePayload, externalMsg.contentType);
}

function mapFromDittoProtocolMsgWrapper(message) {
  var parts = message.topic.split('/');
  var withChannel = parts[2] === 'things';
  var rest = parts.slice(withChannel ? 4 : 3);
  return mapFromDittoProtocolMsg(
      parts[0],
      parts[1],
      parts[2],
      withChannel ? parts[3] : 'none',
      rest[0],
      rest.length > 1 ? rest.slice(1).join('/') : undefined,
      message.path,
      message.headers,
      message.value,
      message.status,
      message.extra);
}
