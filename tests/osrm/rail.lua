-- A profile for osrm-extract that takes railways only, at the speed of one heavy train.
api_version = 4

function setup()
  return {
    properties = { weight_name = 'distance', use_turn_restrictions = false, continue_straight_at_waypoint = false },
    kmh = 59,
  }
end

function process_node(profile, node, result)
end

function process_way(profile, way, result)
  if way:get_value_by_key('railway') ~= 'rail' then
    return
  end
  result.forward_mode, result.backward_mode = mode.train, mode.train
  result.forward_speed, result.backward_speed = profile.kmh, profile.kmh
  result.forward_rate, result.backward_rate = 1, 1
end

function process_turn(profile, turn)
end

return { setup = setup, process_node = process_node, process_way = process_way, process_turn = process_turn }
